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
   * What {@code cause}, a finding of this rule, brings about: findings under these keys are folded
   * under it when both are found. A key is a code, which takes every finding of that code ({@code
   * FilesystemReadOnly}), or a code and an object, which takes that object's only ({@code
   * ContainerCrashLooping@container/shop/cart-0/app}), or an object, which takes whatever is wrong
   * with it ({@code *@pod/shop/cart-0}).
   */
  default Set<String> explains(Finding cause) {
    return Set.of();
  }

  /** The same, for a rule that must look at the evidence to tell. */
  default Set<String> explains(Finding cause, Evidence evidence) {
    return explains(cause);
  }

  /**
   * What brings about {@code symptom}, a finding of this rule that tells of a consequence and not
   * of a cause (a Service without a ready pod): keys as of {@link #explains}, which take findings
   * that are not latent. So a cause need not know all that may follow from it.
   */
  default Set<String> explainedBy(Finding symptom, Evidence evidence) {
    return Set.of();
  }

  /** Whether it reasons from what the cluster says of the node; the others look at the machine. */
  default boolean asksTheCluster() {
    return false;
  }

  /** What holds in the present state; empty where nothing is wrong or nothing can be said. */
  List<Finding> find(Evidence evidence);

  /** What was seen and does not hold any more: told as history, never as a fault. */
  default List<Finding> history(Evidence evidence) {
    return List.of();
  }
}
