package io.twinharbor.console.directory;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What of a user can be written. Whether it makes sense accounts alone says. */
public class UserForm implements Serializable {

    private String email;
    private String displayName;
    private String roles;

    static UserForm of(User user) {
        var form = new UserForm();
        form.email = user.email();
        form.displayName = user.displayName();
        form.roles = String.join(" ", user.roles());
        return form;
    }

    JsonObject whole() {
        var user = Json.createObjectBuilder().add("email", email == null ? "" : email.strip());
        if (displayName != null) {
            user.add("displayName", displayName.strip());
        }
        return user.add("roles", array(words())).build();
    }

    /** Only what is no longer as it was. */
    JsonObject changes(User before) {
        var patch = Json.createObjectBuilder();
        if (!Objects.equals(email, before.email())) {
            patch.add("email", email == null ? "" : email.strip());
        }
        if (!Objects.equals(displayName, before.displayName())) {
            if (displayName == null) {
                patch.addNull("displayName");
            } else {
                patch.add("displayName", displayName.strip());
            }
        }
        if (!words().equals(before.roles())) {
            patch.add("roles", array(words()));
        }
        return patch.build();
    }

    String title() {
        return displayName == null ? email : displayName;
    }

    private List<String> words() {
        return roles == null ? List.of() : Arrays.stream(roles.split("[\\s,]+")).filter(word -> !word.isEmpty()).toList();
    }

    private static JsonArray array(List<String> words) {
        return Json.createArrayBuilder(words).build();
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    public String getRoles() {
        return roles;
    }

    public void setRoles(String roles) {
        this.roles = roles;
    }
}
