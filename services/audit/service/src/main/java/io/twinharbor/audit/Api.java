package io.twinharbor.audit;

import jakarta.annotation.security.DeclareRoles;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

import io.twinharbor.audit.access.Roles;

/** The REST API; who calls it is told by a MicroProfile JWT. */
@ApplicationPath("/api/v1/audit")
@LoginConfig(authMethod = "MP-JWT")
@DeclareRoles(Roles.AUDITOR)
public class Api extends Application {
}
