package io.kdiag.detector;

/** How bad a problem is for what runs on the node, worst last. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL
}
