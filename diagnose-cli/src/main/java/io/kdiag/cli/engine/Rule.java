package io.kdiag.cli.engine;

import io.kdiag.cli.evidence.Evidence;
import java.util.List;
import java.util.Set;

/**
 * One cause: a pure function from evidence to the findings that name it. It keeps nothing and asks
 * no clock.
 */
public interface Rule {

  /**
   * Unique, never reused, CamelCase: {@code FilesystemFull}. {@code resources/rules/<code>.md}
   * explains it.
   */
  String code();

  /**
   * Codes of findings that are this cause's symptoms when both are found: they are folded under it.
   */
  default Set<String> explains() {
    return Set.of();
  }

  /** What holds in the present state; empty where nothing is wrong or nothing can be said. */
  List<Finding> find(Evidence evidence);
}
