package io.twinharbor.accounts.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedReadTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** What makes a shared answer as good as one's own: a write that a caller knows of is in it. */
    @Test
    void nobodyGetsAReadThatBeganBeforeItAsked() throws Exception {
        AtomicLong written = new AtomicLong();
        SharedRead<Long> shared = new SharedRead<>(() -> {
            long seen = written.get();
            Thread.yield();
            return seen;
        });
        List<Future<?>> callers = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            callers.add(threads.submit(() -> {
                for (int round = 0; round < 20_000; round++) {
                    long mine = written.incrementAndGet();
                    long seen = shared.get();
                    assertTrue(seen >= mine, seen + " is older than " + mine);
                }
            }));
        }
        for (Future<?> caller : callers) {
            caller.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoeverWaitsMeanwhileSharesTheNextRead() throws Exception {
        CountDownLatch firstRuns = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        SharedRead<Integer> shared = new SharedRead<>(() -> {
            int number = reads.incrementAndGet();
            if (number == 1) {
                firstRuns.countDown();
                await(goOn);
            }
            return number;
        });
        Future<Integer> first = threads.submit(shared::get);
        await(firstRuns);
        List<Future<Integer>> others = new ArrayList<>();
        for (int caller = 0; caller < 10; caller++) {
            others.add(threads.submit(shared::get));
        }
        TimeUnit.MILLISECONDS.sleep(200);
        goOn.countDown();
        assertEquals(1, first.get());
        for (Future<Integer> other : others) {
            assertEquals(2, other.get(10, TimeUnit.SECONDS));
        }
        assertEquals(2, reads.get());
    }

    @Test
    void aFailureIsToldToThoseWhoSharedItAndToNobodyAfter() {
        AtomicInteger reads = new AtomicInteger();
        SharedRead<Integer> shared = new SharedRead<>(() -> {
            if (reads.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
            }
            return 5;
        });
        assertEquals("away", assertThrows(IllegalStateException.class, shared::get).getMessage());
        assertEquals(5, shared.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
