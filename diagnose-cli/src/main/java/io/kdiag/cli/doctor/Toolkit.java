package io.kdiag.cli.doctor;

import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.cli.evidence.kube.Node;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of kdiag's parts.
 *
 * @param scraped for how many nodes Prometheus has fresh numbers of the collector; null: not asked
 * @param newestLog when the newest line in Elasticsearch was written; null: not asked, or none
 */
public record Toolkit(
    Instant now,
    List<Node> nodes,
    List<AgentState> agents,
    @Nullable Integer scraped,
    @Nullable Instant newestLog,
    List<NotChecked> notChecked) {}
