package io.twinharbor.console.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/** Ends what is kept of somebody here, and has the issuer do the same. */
@Named
@RequestScoped
public class SignOut {

    /** The server's mechanism sends the browser on to the issuer. */
    public void leave() throws ServletException {
        var faces = FacesContext.getCurrentInstance();
        var request = (HttpServletRequest) faces.getExternalContext().getRequest();
        HttpSession session = request.getSession(false);
        request.logout();
        if (session != null) {
            end(session);
        }
        faces.responseComplete();
    }

    private static void end(HttpSession session) {
        try {
            session.invalidate();
        } catch (IllegalStateException alreadyEnded) {
            return;
        }
    }
}
