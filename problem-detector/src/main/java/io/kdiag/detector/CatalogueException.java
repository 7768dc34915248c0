package io.kdiag.detector;

import java.util.List;

/**
 * A catalogue has mistakes; the message names all of them, one a line, each with the entry's code.
 */
public final class CatalogueException extends Exception {
  private static final long serialVersionUID = 1L;

  CatalogueException(List<String> mistakes) {
    super(String.join("\n", mistakes));
  }
}
