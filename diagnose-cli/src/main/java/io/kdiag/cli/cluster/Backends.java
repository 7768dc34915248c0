package io.kdiag.cli.cluster;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where what the agents collected can be read: a URL, or {@code service:NAMESPACE/NAME:PORT}, which
 * is reached through the API server's proxy. Null where nobody said: then the services of the
 * toolkit's namespace are looked at.
 *
 * @param prometheusToken the file with the token that Prometheus asks for
 * @param elasticsearchKey the file with the API key that Elasticsearch asks for
 */
public record Backends(
    @Nullable String agent,
    @Nullable String prometheus,
    @Nullable String elasticsearch,
    String namespace,
    @Nullable Path prometheusToken,
    @Nullable Path elasticsearchKey) {

  /** Where the toolkit is installed, unless somebody says otherwise. */
  public static final String NAMESPACE = "kdiag";

  public Backends(
      @Nullable String agent, @Nullable String prometheus, @Nullable String elasticsearch) {
    this(agent, prometheus, elasticsearch, NAMESPACE, null, null);
  }

  Backends with(@Nullable String otherPrometheus, @Nullable String otherElasticsearch) {
    return new Backends(
        agent,
        prometheus == null ? otherPrometheus : prometheus,
        elasticsearch == null ? otherElasticsearch : elasticsearch,
        namespace,
        prometheusToken,
        elasticsearchKey);
  }
}
