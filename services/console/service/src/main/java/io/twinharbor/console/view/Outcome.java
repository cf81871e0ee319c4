package io.twinharbor.console.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;

/** Keeps the status of an answer that is an error's page, which Faces would make a success. */
@Named
@ApplicationScoped
public class Outcome {

    public void keep() {
        var external = FacesContext.getCurrentInstance().getExternalContext();
        if (external.getRequestMap().get(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status) {
            external.setResponseStatus(status);
        }
    }
}
