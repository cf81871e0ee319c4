"""The user directory on the stack of the original application: FastAPI, ormar, databases, asyncpg."""

import os

import databases
import ormar
import sqlalchemy
from fastapi import FastAPI

users_database = databases.Database(os.environ["DATABASE_URL"])


class User(ormar.Model):
    class Meta:
        database = users_database
        metadata = sqlalchemy.MetaData()
        tablename = "users"

    id: int = ormar.Integer(primary_key=True)
    email: str = ormar.String(max_length=128, unique=True, nullable=False)
    active: bool = ormar.Boolean(default=True, nullable=False)


app = FastAPI(title="FastAPI on ormar", on_startup=[users_database.connect], on_shutdown=[users_database.disconnect])


@app.get("/")
async def list_users():
    return await User.objects.all()


@app.post("/", status_code=201)
async def create_user(user: User):
    return await user.save()
