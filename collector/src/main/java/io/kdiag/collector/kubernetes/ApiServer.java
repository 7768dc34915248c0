package io.kdiag.collector.kubernetes;

import java.io.IOException;
import java.io.InputStream;

/**
 * Asks a cluster's API server. Made by whoever runs the collector: how one is let in (kubeconfig,
 * service account, TLS) is the same for all parts of a process.
 */
@FunctionalInterface
public interface ApiServer {

  /**
   * The body of a GET, as it comes; the caller closes it.
   *
   * @throws ApiServerException where the answer is not 200
   * @throws IOException where there is no answer
   */
  InputStream get(String pathAndQuery) throws IOException;
}
