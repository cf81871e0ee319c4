package io.twinharbor.console.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientsTest {

    private static final Optional<URI> ADDRESS = Optional.of(URI.create("https://accounts.example.org"));

    private final Clients clients = new Clients(1500, 4000);
    private final List<Object> patience = new ArrayList<>();

    @BeforeEach
    void build() {
        RestClientBuilderResolver.setInstance(new RestClientBuilderResolver() {
            @Override
            public RestClientBuilder newBuilder() {
                return builder();
            }
        });
    }

    @AfterEach
    void forget() {
        RestClientBuilderResolver.setInstance(null);
    }

    @Test
    void whoeverComesFirstDoesNotDecideHowLongOthersWait() {
        Runnable patient = clients.patient(Runnable.class, ADDRESS);
        Runnable usual = clients.of(Runnable.class, ADDRESS);
        assertNotSame(patient, usual);
        assertEquals(List.of(0L, 4000L), patience);
        assertSame(patient, clients.patient(Runnable.class, ADDRESS));
        assertSame(usual, clients.of(Runnable.class, ADDRESS));
    }

    @Test
    void whatIsNowhereIsAbsent() {
        assertThrows(Absent.class, () -> clients.of(Runnable.class, Optional.empty()));
    }

    /** One that keeps how long its clients wait for answers. */
    private RestClientBuilder builder() {
        return (RestClientBuilder) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {RestClientBuilder.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("readTimeout")) {
                        patience.add(arguments[0]);
                    }
                    return method.getName().equals("build") ? client((Class<?>) arguments[0]) : proxy;
                });
    }

    private static Object client(Class<?> api) {
        return Proxy.newProxyInstance(ClientsTest.class.getClassLoader(), new Class<?>[] {api},
                (proxy, method, arguments) -> null);
    }
}
