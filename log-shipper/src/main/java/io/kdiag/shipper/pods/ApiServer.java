package io.kdiag.shipper.pods;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/** An API server and how to be let in. Whoever assembles the agent knows; safe for many threads. */
public interface ApiServer {
  URI base();

  HttpClient client();

  /** The value of the header {@code Authorization} just now, or null for none. */
  @Nullable String authorization() throws IOException;
}
