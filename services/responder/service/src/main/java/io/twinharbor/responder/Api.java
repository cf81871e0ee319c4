package io.twinharbor.responder;

import io.twinharbor.responder.access.Roles;
import jakarta.annotation.security.DeclareRoles;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** The REST API; who calls it is told by a MicroProfile JWT, and Alertmanager by a secret of its own. */
@ApplicationPath("/api/v1")
@LoginConfig(authMethod = "MP-JWT")
@DeclareRoles({Roles.READER, Roles.OPERATOR})
public class Api extends Application {
}
