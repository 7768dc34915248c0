package io.kdiag.cli.engine;

import io.kdiag.cli.evidence.Evidence.NotChecked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The engine's answer: findings, the one to look at first at the top, and what was not checked.
 * {@code history} are causes that were seen and do not hold any more.
 */
public record Diagnosis(
    String apiVersion,
    String kind,
    String subject,
    Instant now,
    Duration window,
    List<Finding> findings,
    List<Finding> history,
    List<NotChecked> notChecked) {}
