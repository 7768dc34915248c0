package io.kdiag.cli.evidence.kube;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.kdiag.host.Redaction;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An Event of v1 or of events.k8s.io/v1, which are the same objects under other names.
 *
 * @param type Normal or Warning
 * @param count how often, where whoever reports it counts; 0 where he does not
 */
public record Event(
    Meta metadata,
    @JsonAlias("regarding") Reference involvedObject,
    String type,
    String reason,
    @JsonAlias("note") String message,
    @JsonAlias("deprecatedCount") int count,
    @JsonAlias("deprecatedFirstTimestamp") @Nullable Instant firstTimestamp,
    @JsonAlias("deprecatedLastTimestamp") @Nullable Instant lastTimestamp,
    @Nullable Instant eventTime,
    @Nullable Series series,
    @JsonAlias("reportingController") String reportingComponent,
    @JsonAlias("deprecatedSource") Source source)
    implements KubeObject {

  public static final Comparator<Event> NEWEST_FIRST =
      Comparator.comparing(
              (Event event) -> event.last() == null ? Instant.EPOCH : event.last(),
              Comparator.reverseOrder())
          .thenComparing(Event::namespace)
          .thenComparing(Event::name);

  public Event {
    metadata = metadata == null ? Meta.none() : metadata;
    involvedObject = involvedObject == null ? Reference.none() : involvedObject;
    type = Given.text(type);
    reason = Given.text(reason);
    message = Redaction.redact(Given.text(message));
    reportingComponent = Given.text(reportingComponent);
    source = source == null ? new Source("", "") : source;
  }

  @Override
  public Kind kind() {
    return Kind.EVENT;
  }

  public record Series(int count, @Nullable Instant lastObservedTime) {}

  public record Source(String component, String host) {
    public Source {
      component = Given.text(component);
      host = Given.text(host);
    }
  }

  /** What it is about: {@code pod/shop/cart-0}. */
  public String about() {
    return involvedObject.object();
  }

  public boolean warning() {
    return type.equals("Warning");
  }

  /** How often it was seen, at least once. */
  public int times() {
    return Math.max(1, series == null ? count : series.count());
  }

  public @Nullable Instant first() {
    return firstTimestamp == null ? last() : firstTimestamp;
  }

  /** When it was seen last. */
  public @Nullable Instant last() {
    if (series != null && series.lastObservedTime() != null) {
      return series.lastObservedTime();
    }
    if (lastTimestamp != null) {
      return lastTimestamp;
    }
    return eventTime == null ? metadata.creationTimestamp() : eventTime;
  }

  /** Who says so: kubelet, default-scheduler, ... */
  public String reporter() {
    return source.component().isEmpty() ? reportingComponent : source.component();
  }
}
