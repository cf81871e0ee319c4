package io.twinharbor.delivery.history;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

import io.twinharbor.delivery.access.Trust;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.HttpTransport;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.eclipse.jgit.util.SystemReader;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The desired state's repository, here: a clone of it that is kept up to date, or itself if it is a folder. */
@Singleton
public class Clone {

    private static final int PATIENCE_SECONDS = 60;

    private final String source;
    private final String branch;
    private final Path folder;
    private final UsernamePasswordCredentialsProvider login;

    /**
     * @param source   the setting {@code GIT_REPOSITORY}: an address, or a folder on this machine
     * @param branch   the setting {@code GIT_BRANCH}, whose history counts
     * @param folder   the setting {@code GIT_FOLDER}: where a clone of an address is kept; it may be lost
     * @param username the setting {@code GIT_USERNAME}, if reading needs one
     * @param password the setting {@code GIT_PASSWORD}
     */
    @Inject
    public Clone(@ConfigProperty(name = "git.repository") String source, @ConfigProperty(name = "git.branch") String branch,
            @ConfigProperty(name = "git.folder") Path folder, @ConfigProperty(name = "git.username") Optional<String> username,
            @ConfigProperty(name = "git.password") Optional<String> password, Trust trust) {
        this.source = source;
        this.branch = branch;
        this.folder = folder;
        login = username.map(name -> new UsernamePasswordCredentialsProvider(name, password.orElse(""))).orElse(null);
        // No file of this machine's users has a say, and no folder of theirs is written to.
        SystemReader.setInstance(new Unconfigured(SystemReader.getInstance()));
        if (trust.managers() != null) {
            HttpTransport.setConnectionFactory(new TrustingConnections(trust));
        }
    }

    /** The repository as it is now; the caller closes it. */
    public synchronized Repository open() throws IOException {
        Path local = Path.of(source.replaceFirst("^file:(//)?", ""));
        if (local.isAbsolute() && Files.isDirectory(local)) {
            // A work tree, of which a linked one has a file there, or a bare repository.
            boolean bare = Files.exists(local.resolve(Constants.HEAD));
            return (bare ? new FileRepositoryBuilder().setGitDir(local.toFile())
                    : new FileRepositoryBuilder().findGitDir(local.toFile())).setMustExist(true).build();
        }
        Repository clone = new FileRepositoryBuilder().setBare().setGitDir(folder.toFile()).build();
        try {
            if (!clone.getObjectDatabase().exists()) {
                clone.create(true);
            }
            fetch(clone);
            return clone;
        } catch (IOException | RuntimeException e) {
            clone.close();
            throw e;
        }
    }

    private void fetch(Repository clone) throws IOException {
        String reference = Constants.R_HEADS + branch;
        FetchCommand fetch = new Git(clone).fetch().setRemote(source).setTimeout(PATIENCE_SECONDS)
                // Written anew, it is followed as well.
                .setRefSpecs("+" + reference + ":" + reference);
        try {
            fetch.setCredentialsProvider(login).call();
        } catch (GitAPIException e) {
            throw new IOException("Git cannot be read from " + source + ": " + e.getMessage(), e);
        }
    }

    /** The commit that the branch is at. */
    public ObjectId tip(Repository repository) throws IOException {
        ObjectId tip = repository.resolve(Constants.R_HEADS + branch);
        if (tip == null) {
            throw new IOException(source + " has no branch " + branch);
        }
        return tip;
    }

    private static final class TrustingConnections extends JDKHttpConnectionFactory {

        private final Trust trust;

        TrustingConnections(Trust trust) {
            this.trust = trust;
        }

        @Override
        public HttpConnection create(URL url) throws IOException {
            return trusting(super.create(url));
        }

        @Override
        public HttpConnection create(URL url, Proxy proxy) throws IOException {
            return trusting(super.create(url, proxy));
        }

        private HttpConnection trusting(HttpConnection connection) throws IOException {
            try {
                connection.configure(null, trust.managers(), null);
                return connection;
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
    }
}
