package io.twinharbor.console.directory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.twinharbor.console.backend.Contract;
import org.junit.jupiter.api.Test;

/** What is asked of accounts and audit is what their contracts give. */
class ContractTest {

    private final Contract accounts = Contract.of("accounts");
    private final Contract audit = Contract.of("audit");

    @Test
    void whatIsAskedForIsThere() {
        accounts.assertAnswers(AccountsApi.class);
        audit.assertAnswers(AuditApi.class);
    }

    @Test
    void whatPagesShowIsInTheAnswers() {
        Contract.assertWhole(User.of(accounts.whole("User"), "\"1\""));
        Contract.assertWhole(Import.of(accounts.whole("Import")));
    }

    @Test
    void whatAnAnswerNeedNotHaveIsNotCountedOn() {
        assertDoesNotThrow(() -> User.of(accounts.least("User"), "\"1\""));
        assertDoesNotThrow(() -> Import.of(accounts.least("Import")));
        assertDoesNotThrow(() -> Event.of(audit.least("Event")));
    }
}
