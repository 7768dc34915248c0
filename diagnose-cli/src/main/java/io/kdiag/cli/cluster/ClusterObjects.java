package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.ClusterEvidence.ClusterEvent;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerObject;
import io.kdiag.cli.evidence.ClusterEvidence.Ended;
import io.kdiag.cli.evidence.ClusterEvidence.NodeCondition;
import io.kdiag.cli.evidence.ClusterEvidence.NodeObject;
import io.kdiag.cli.evidence.ClusterEvidence.PodObject;
import io.kdiag.host.VisibleText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the records of the evidence from Kubernetes' JSON; what it does not know it leaves out. */
final class ClusterObjects {
  private static final int MOST_TEXT = 1000;
  private static final int MOST_EVENTS = 50;

  static final Comparator<ClusterEvent> NEWEST_FIRST =
      Comparator.comparing(
          event -> event.last() == null ? Instant.EPOCH : event.last(), Comparator.reverseOrder());

  private ClusterObjects() {}

  static NodeObject node(JsonNode object) {
    JsonNode status = object.path("status");
    JsonNode info = status.path("nodeInfo");
    List<NodeCondition> conditions = new ArrayList<>();
    for (JsonNode item : status.path("conditions")) {
      conditions.add(
          new NodeCondition(
              text(item, "type"),
              text(item, "status"),
              text(item, "reason"),
              text(item, "message"),
              time(item.path("lastHeartbeatTime")),
              time(item.path("lastTransitionTime"))));
    }
    return new NodeObject(
        text(object.path("metadata"), "name"),
        text(info, "kubeletVersion"),
        text(info, "osImage"),
        text(info, "kernelVersion"),
        text(info, "containerRuntimeVersion"),
        internalIp(status),
        object.path("spec").path("unschedulable").asBoolean(),
        List.copyOf(conditions));
  }

  private static String internalIp(JsonNode status) {
    for (JsonNode address : status.path("addresses")) {
      if (text(address, "type").equals("InternalIP")) {
        return text(address, "address");
      }
    }
    return "";
  }

  static List<PodObject> pods(JsonNode list) {
    List<PodObject> pods = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      JsonNode metadata = item.path("metadata");
      JsonNode owner = metadata.path("ownerReferences").path(0);
      pods.add(
          new PodObject(
              text(metadata, "namespace"),
              text(metadata, "name"),
              text(metadata, "uid"),
              text(item.path("status"), "phase"),
              owner.isMissingNode() ? "" : text(owner, "kind") + "/" + text(owner, "name"),
              time(item.path("status").path("startTime")),
              containers(item)));
    }
    return List.copyOf(pods);
  }

  private static List<ContainerObject> containers(JsonNode pod) {
    List<ContainerObject> containers = new ArrayList<>();
    for (String kind : new String[] {"initContainerStatuses", "containerStatuses"}) {
      for (JsonNode item : pod.path("status").path(kind)) {
        JsonNode waiting = item.path("state").path("waiting");
        containers.add(
            new ContainerObject(
                text(item, "name"),
                item.path("ready").asBoolean(),
                item.path("restartCount").asInt(),
                text(waiting, "reason"),
                text(waiting, "message"),
                ended(item.path("state").path("terminated")),
                ended(item.path("lastState").path("terminated")),
                limit(pod.path("spec"), text(item, "name"))));
      }
    }
    return List.copyOf(containers);
  }

  private static @Nullable Ended ended(JsonNode terminated) {
    return terminated.isMissingNode() || terminated.isNull()
        ? null
        : new Ended(
            text(terminated, "reason"),
            terminated.path("exitCode").asInt(),
            time(terminated.path("startedAt")),
            time(terminated.path("finishedAt")));
  }

  private static @Nullable String limit(JsonNode spec, String container) {
    for (String kind : new String[] {"initContainers", "containers"}) {
      for (JsonNode item : spec.path(kind)) {
        JsonNode limit = item.path("resources").path("limits").path("memory");
        if (text(item, "name").equals(container) && limit.isValueNode()) {
          return VisibleText.of(limit.asText());
        }
      }
    }
    return null;
  }

  /** Of an EventList about {@code object}, the newest. */
  static List<ClusterEvent> events(String object, JsonNode list) {
    List<ClusterEvent> events = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      Instant last = time(item.path("lastTimestamp"));
      events.add(
          new ClusterEvent(
              object,
              text(item, "type"),
              text(item, "reason"),
              text(item, "message"),
              item.path("count").asInt(),
              last == null ? time(item.path("eventTime")) : last));
    }
    events.sort(NEWEST_FIRST);
    return List.copyOf(events.subList(0, Math.min(MOST_EVENTS, events.size())));
  }

  /** Bounded, without what could lead a terminal astray; empty where there is none. */
  static String text(JsonNode object, String field) {
    String text = VisibleText.of(object.path(field).asText(""));
    return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "..." : text;
  }

  /** Null where there is none; 1970 is what kubelet writes for a run that never began. */
  static @Nullable Instant time(JsonNode value) {
    try {
      Instant time = value.isTextual() ? Instant.parse(value.asText()) : Instant.EPOCH;
      return time.equals(Instant.EPOCH) ? null : time;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
