package io.kdiag.shipper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a replay does not double documents in an older backing index. Ids are unique in
 * one backing index only: when the data stream was rolled over between a send and its replay,
 * {@code create} would succeed again. So before a replay that may cross a rollover, Elasticsearch
 * is asked which of the ids it has. Safe for many threads.
 *
 * <pre>
 * GET  /_resolve/index/logs-kdiag.container-default      the backing indices, the last is written to
 * POST /STREAM/_refresh                                  what was written becomes visible
 * POST /STREAM/_search {"query":{"ids":{"values":[...]}},"_source":false,"size":N}
 * </pre>
 */
final class Replays {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long AGAIN_NANOS = 30_000_000_000L;

  /** Elasticsearch's own limit of what a search gives at once. */
  private static final int MOST_IDS = 10_000;

  private final ElasticsearchSink sink;
  private final ShipperMetrics metrics;
  private final ShipperLog log;
  private volatile @Nullable String known;
  private volatile @Nullable String restored;
  private volatile long knownNanos;
  private volatile boolean asked;

  Replays(ElasticsearchSink sink, ShipperMetrics metrics, ShipperLog log) {
    this.sink = sink;
    this.metrics = metrics;
    this.log = log;
  }

  /**
   * Takes the newest backing index that the earlier shipper knew of before it sent what we may send
   * again.
   */
  void restore(@Nullable String index) {
    restored = index;
  }

  /** The newest backing index as last heard of; null before, and where there is none. */
  @Nullable String known() {
    return known;
  }

  /** Asks for the newest backing index, when it is time to. */
  void refresh() {
    if (!asked || System.nanoTime() - knownNanos >= AGAIN_NANOS) {
      knownNanos = System.nanoTime();
      asked = true;
      try {
        known = newest(backing());
      } catch (IOException | RuntimeException e) {
        log.complain("cannot see backing indices", "error=" + ShipperLog.quote(e));
      }
    }
  }

  /**
   * Those of {@code items} that are not known to be there; {@code again} says that this very batch
   * was sent before. Fails where that cannot be known just now.
   */
  int[] unseen(Batch batch, int[] items, boolean again) throws IOException {
    String since = again ? batch.index() : restored;
    JsonNode backing = backing();
    String newest = newest(backing);
    if (backing.size() <= 1
        || (newest != null && newest.equals(since) && !batchMixes(batch, again))) {
      return items;
    }
    metrics.replaysAsked.inc();
    int ignored = sink.ask("POST", "/" + sink.streams() + "/_refresh", null).path("_shards").size();
    Set<String> there = new HashSet<>();
    for (int from = 0; from < items.length; from += MOST_IDS) {
      search(
          batch, Arrays.copyOfRange(items, from, Math.min(items.length, from + MOST_IDS)), there);
    }
    return Arrays.stream(items).filter(item -> !there.contains(batch.id(item))).toArray();
  }

  /** Sent again, and perhaps by an earlier shipper too: then only the older index is sure. */
  private boolean batchMixes(Batch batch, boolean again) {
    String newest = known;
    return again && batch.isReplay() && (newest == null || !newest.equals(restored));
  }

  private void search(Batch batch, int[] items, Set<String> there) throws IOException {
    var query = MAPPER.createObjectNode();
    var ids = query.putObject("query").putObject("ids").putArray("values");
    for (int item : items) {
      ids.add(batch.id(item));
    }
    query.put("_source", false).put("size", items.length);
    String path = "/" + sink.streams() + "/_search";
    for (JsonNode hit : sink.ask("POST", path, query.toString()).path("hits").path("hits")) {
      there.add(hit.path("_id").asText());
    }
  }

  /** The backing indices of the containers' data stream, oldest first. */
  private JsonNode backing() throws IOException {
    JsonNode answer = sink.ask("GET", "/_resolve/index/" + sink.dataStream(), null);
    return answer.path("data_streams").path(0).path("backing_indices");
  }

  private static @Nullable String newest(JsonNode backing) {
    return backing.isEmpty() ? null : backing.path(backing.size() - 1).asText();
  }
}
