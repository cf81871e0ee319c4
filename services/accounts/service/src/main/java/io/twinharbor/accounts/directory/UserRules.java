package io.twinharbor.accounts.directory;

import java.util.Comparator;
import java.util.List;

import io.twinharbor.conduct.problem.Violation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;

/** Holds drafts against the rules that {@link UserDraft} declares. */
@Singleton
public class UserRules {

    private final Validator validator;

    @Inject
    public UserRules(Validator validator) {
        this.validator = validator;
    }

    /** What is wrong with the draft, in the order of the pointers; empty if nothing is. */
    public List<Violation> check(UserDraft draft) {
        var violations = validator.validate(draft);
        return violations.isEmpty() ? List.of() : violations.stream()
                .map(violation -> new Violation(pointer(violation), violation.getMessage()))
                .sorted(Comparator.comparing(Violation::pointer).thenComparing(Violation::detail))
                .toList();
    }

    private static String pointer(ConstraintViolation<UserDraft> violation) {
        Path.Node first = violation.getPropertyPath().iterator().next();
        return "#/" + first.getName();
    }
}
