package io.kdiag.shipper;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * Elasticsearch, as the shipper uses it: bulk requests, templates, and whether it answers. Its
 * methods may be called by several threads.
 */
final class ElasticsearchSink implements Closeable {
  /** A reply is far smaller: 40 bytes an item, and up to some hundred where one was refused. */
  private static final int MOST_REPLY_BYTES = 32 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Map<String, String> FILTER =
      Map.of(
          "filter_path", "items.create.status,items.create.error.type,items.create.error.reason");

  private final Rest5Client client;
  private final String dataStream;
  private final String systemDataStream;
  private final boolean gzip;
  private final InstantSource clock;
  private final ShipperMetrics metrics;
  private volatile Instant lastAnswer;
  private volatile @Nullable String trouble;

  ElasticsearchSink(
      LogShipperConfiguration configuration, InstantSource clock, ShipperMetrics metrics) {
    this.client = ElasticsearchClient.of(configuration);
    this.dataStream = configuration.dataStream();
    this.systemDataStream = configuration.systemDataStream();
    this.gzip = configuration.gzip();
    this.clock = clock;
    this.metrics = metrics;
    this.lastAnswer = clock.instant();
  }

  /** Sends the chosen items of {@code batch}. */
  BulkAnswer bulk(Batch batch, int[] items) {
    BulkAnswer answer;
    try {
      Reply reply =
          request("POST", "/" + dataStream + "/_bulk", BulkBody.of(batch, items, gzip), FILTER);
      answer = reply.status == 200 ? BulkAnswer.parse(reply.body, items.length) : refused(reply);
    } catch (IOException | RuntimeException e) {
      answer = new BulkAnswer.Unavailable(String.valueOf(e));
    }
    noteBulk(answer);
    return answer;
  }

  /** Asks whether it is there, when there is nothing to send. */
  void check() {
    try {
      Reply reply = request("GET", "/_cluster/health", null, Map.of());
      note(reply.status == 200 ? null : "_cluster/health: status " + reply.status);
    } catch (IOException | RuntimeException e) {
      note(String.valueOf(e));
    }
  }

  String dataStream() {
    return dataStream;
  }

  /** Both data streams, as a path names them. */
  String streams() {
    return dataStream + "," + systemDataStream;
  }

  /** A reply's status and its JSON; a missing node where there is none. */
  record Answer(int status, JsonNode body) {}

  /** A request about other things than documents. */
  Answer administer(String method, String path, @Nullable String json) throws IOException {
    HttpEntity entity = json == null ? null : BulkBody.json(json);
    try {
      Reply reply = request(method, path, entity, Map.of());
      note(reply.status < 500 ? null : path + ": status " + reply.status);
      return new Answer(reply.status, tree(reply.body));
    } catch (IOException | RuntimeException e) {
      note(String.valueOf(e));
      throw e;
    }
  }

  /** A question that has an answer: fails for any status but 200, and 404, which is empty. */
  JsonNode ask(String method, String path, @Nullable String json) throws IOException {
    HttpEntity entity = json == null ? null : BulkBody.json(json);
    Map<String, String> lenient =
        method.equals("POST") ? Map.of("ignore_unavailable", "true") : Map.of();
    Reply reply = request(method, path, entity, lenient);
    if (reply.status == 404) {
      return MissingNode.getInstance();
    }
    if (reply.status != 200) {
      throw new IOException(method + " " + path + ": status " + reply.status);
    }
    return tree(reply.body);
  }

  private static JsonNode tree(byte[] body) throws IOException {
    return body.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(body);
  }

  /** When it last answered as it should. */
  Instant lastAnswer() {
    return lastAnswer;
  }

  /** What is wrong since then, or null. */
  @Nullable String trouble() {
    return trouble;
  }

  /** An HTTP reply, whatever its status. */
  private static final class Reply {
    final int status;
    private final byte[] body;

    Reply(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }
  }

  private Reply request(
      String method, String path, @Nullable HttpEntity body, Map<String, String> parameters)
      throws IOException {
    Request request = new Request(method, path);
    request.addParameters(parameters);
    request.setEntity(body);
    try {
      return reply(client.performRequest(request));
    } catch (ResponseException e) {
      return reply(e.getResponse());
    }
  }

  private static Reply reply(Response response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new Reply(response.getStatusCode(), new byte[0]);
    }
    try (InputStream in = entity.getContent()) {
      return new Reply(response.getStatusCode(), in.readNBytes(MOST_REPLY_BYTES));
    }
  }

  /** 400 and 413 are about what was sent; all else may pass. */
  private static BulkAnswer refused(Reply reply) {
    int most = Math.min(reply.body.length, 300);
    String text = new String(reply.body, 0, most, StandardCharsets.UTF_8);
    boolean ours = reply.status == 400 || reply.status == 413;
    return ours
        ? new BulkAnswer.Refused(reply.status, text)
        : new BulkAnswer.Unavailable("status " + reply.status + " " + text);
  }

  private void noteBulk(BulkAnswer answer) {
    switch (answer) {
      case BulkAnswer.Items items -> {
        metrics.requests.labels("answered").inc();
        note(null);
      }
      case BulkAnswer.Refused refused -> {
        metrics.requests.labels("refused").inc();
        note(null);
      }
      case BulkAnswer.Unavailable unavailable -> {
        metrics.requests.labels("unavailable").inc();
        note(unavailable.reason());
      }
    }
  }

  private void note(@Nullable String reason) {
    trouble = reason;
    if (reason == null) {
      lastAnswer = clock.instant();
      metrics.lastAnswer.set((double) lastAnswer.getEpochSecond());
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
