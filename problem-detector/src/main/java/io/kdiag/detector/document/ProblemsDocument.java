package io.kdiag.detector.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * What {@code GET /api/v1/problems} answers: the problems a node has now and those it had lately,
 * both newest first, and how many records of its logs were lost before they could be read.
 *
 * <pre>{@code
 * {"apiVersion":"kdiag.io/v1","kind":"ProblemList","node":"k8s-node-1","lost":0,
 *  "active":[{"code":"TaskHung","condition":"KernelDeadlock","severity":"CRITICAL",
 *    "since":"2026-11-20T19:32:12Z","last":"2026-11-20T19:34:12Z","count":2,
 *    "message":"dd (pid 1234) has waited in the kernel for more than 120 s",
 *    "evidence":[{"source":"/dev/kmsg","time":"2026-11-20T19:32:12Z","quote":"INFO: task dd:1234 ..."}]}],
 *  "recent":[]}
 * }</pre>
 */
public record ProblemsDocument(
    String node, List<ReportedProblem> active, List<ReportedProblem> recent, long lost) {
  public static final String PATH = "/api/v1/problems";
  public static final String API_VERSION = "kdiag.io/v1";
  public static final String KIND = "ProblemList";

  /** The most of a document that is read: far more than a detector writes. */
  public static final int MOST_BYTES = 4 << 20;

  /**
   * Reads a document; fields it does not know are left out.
   *
   * @throws IOException if it cannot be read or is not such a document; the message says why
   */
  public static ProblemsDocument parse(InputStream in) throws IOException {
    return ProblemsJson.parse(in);
  }

  /** Writes it as JSON in UTF-8; does not close {@code out}. */
  public void write(OutputStream out) throws IOException {
    ProblemsJson.write(this, out);
  }
}
