package io.twinharbor.console.releases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void anOrderIsFoundByItsWordAndNothingElseIsOne() {
        for (Order order : Order.values()) {
            assertEquals(Optional.of(order), Order.find(order.word()));
        }
        assertEquals(Optional.empty(), Order.find("delete"));
        assertEquals(Optional.empty(), Order.find(""));
    }
}
