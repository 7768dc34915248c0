package io.kdiag.cli.evidence.kube;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An item of {@code status.conditions}, of whatever object. */
public record Condition(
    String type,
    String status,
    String reason,
    String message,
    @JsonAlias({"lastHeartbeatTime", "lastProbeTime", "lastUpdateTime"})
        @Nullable Instant heartbeat,
    @JsonAlias("lastTransitionTime") @Nullable Instant transition) {

  public Condition {
    type = Given.text(type);
    status = Given.text(status);
    reason = Given.text(reason);
    message = Given.text(message);
  }

  public boolean holds() {
    return status.equals("True");
  }

  /** {@code Ready is False, KubeletNotReady: container runtime is down}. */
  public String text() {
    return type
        + " is "
        + status
        + (reason.isEmpty() ? "" : ", " + reason)
        + (message.isEmpty() ? "" : ": " + message);
  }
}
