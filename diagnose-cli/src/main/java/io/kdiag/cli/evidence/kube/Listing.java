package io.kdiag.cli.evidence.kube;

/**
 * What was asked of the API server, and whether it answered: only where a whole list was read does
 * it mean something that an object is not in it.
 *
 * @param namespace empty: of all
 * @param selector which of them, as text; empty: all
 * @param read whether it was answered to the end
 */
public record Listing(Kind kind, String namespace, String selector, boolean read) {

  /** Whether all objects of {@code kind} in {@code namespace} (empty: in all) are known by it. */
  boolean tellsAll(Kind kind, String namespace) {
    return read
        && this.kind == kind
        && selector.isEmpty()
        && (this.namespace.isEmpty() || this.namespace.equals(namespace));
  }

  /** Whether it was asked for the one object of that name, and answered. */
  boolean tellsOne(Kind kind, String namespace, String name) {
    return tellsAll(kind, namespace)
        || (read
            && this.kind == kind
            && this.namespace.equals(namespace)
            && selector.equals("metadata.name=" + name));
  }
}
