package io.twinharbor.console.tracing;

import java.io.IOException;

import com.ibm.websphere.logging.hpel.LogRecordContext;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Takes the trace from each request, returns it, and puts its id into each line of the log meanwhile. */
@WebFilter("/*")
public class TraceFilter implements Filter {

    private static final String HEADER = "traceparent";
    private static final String LOG_FIELD = "traceId";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Trace trace = Trace.from(((HttpServletRequest) request).getHeader(HEADER));
        ((HttpServletResponse) response).setHeader(HEADER, trace.header());
        Trace.set(trace);
        LogRecordContext.addExtension(LOG_FIELD, trace.id());
        try {
            chain.doFilter(request, response);
        } finally {
            LogRecordContext.removeExtension(LOG_FIELD);
            Trace.set(null);
        }
    }
}
