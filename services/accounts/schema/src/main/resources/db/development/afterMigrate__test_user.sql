INSERT INTO users (email, active) SELECT 'test@test.com', true WHERE NOT EXISTS (SELECT FROM users);
