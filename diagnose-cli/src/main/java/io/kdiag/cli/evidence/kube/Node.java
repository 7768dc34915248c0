package io.kdiag.cli.evidence.kube;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A v1 Node. */
public record Node(Meta metadata, Spec spec, Status status) implements KubeObject {
  public Node {
    metadata = metadata == null ? Meta.none() : metadata;
    spec = spec == null ? new Spec("", "", false, List.of()) : spec;
    status = status == null ? Status.none() : status;
  }

  @Override
  public Kind kind() {
    return Kind.NODE;
  }

  public record Spec(
      @JsonProperty("podCIDR") String podCidr,
      @JsonProperty("providerID") String providerId,
      boolean unschedulable,
      List<Taint> taints) {
    public Spec {
      podCidr = Given.text(podCidr);
      providerId = Given.text(providerId);
      taints = Given.list(taints);
    }
  }

  /** {@code effect}: NoSchedule, PreferNoSchedule, NoExecute. */
  public record Taint(String key, String value, String effect, @Nullable Instant timeAdded) {
    public Taint {
      key = Given.text(key);
      value = Given.text(value);
      effect = Given.text(effect);
    }

    /** {@code dedicated=gpu:NoSchedule} */
    public String text() {
      return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect;
    }
  }

  public record Status(
      Map<String, String> capacity,
      Map<String, String> allocatable,
      List<Condition> conditions,
      List<Address> addresses,
      SystemInfo nodeInfo) {
    public Status {
      capacity = Given.map(capacity);
      allocatable = Given.map(allocatable);
      conditions = Given.list(conditions);
      addresses = Given.list(addresses);
      nodeInfo = nodeInfo == null ? new SystemInfo("", "", "", "", "", "", "") : nodeInfo;
    }

    static Status none() {
      return new Status(
          Map.of(), Map.of(), List.of(), List.of(), new SystemInfo("", "", "", "", "", "", ""));
    }
  }

  public record Address(String type, String address) {
    public Address {
      type = Given.text(type);
      address = Given.text(address);
    }
  }

  public record SystemInfo(
      String kubeletVersion,
      String kubeProxyVersion,
      String osImage,
      String kernelVersion,
      String containerRuntimeVersion,
      String architecture,
      String operatingSystem) {
    public SystemInfo {
      kubeletVersion = Given.text(kubeletVersion);
      kubeProxyVersion = Given.text(kubeProxyVersion);
      osImage = Given.text(osImage);
      kernelVersion = Given.text(kernelVersion);
      containerRuntimeVersion = Given.text(containerRuntimeVersion);
      architecture = Given.text(architecture);
      operatingSystem = Given.text(operatingSystem);
    }
  }

  public List<Condition> conditions() {
    return status.conditions();
  }

  public @Nullable Condition condition(String type) {
    return Conditions.of(status.conditions(), type);
  }

  /** Whether kubelet reports and says that it can run pods. */
  public boolean ready() {
    Condition ready = condition("Ready");
    return ready != null && ready.holds();
  }

  public boolean unschedulable() {
    return spec.unschedulable();
  }

  /** Empty where it has none. */
  public String internalIp() {
    for (Address address : status.addresses()) {
      if (address.type().equals("InternalIP")) {
        return address.address();
      }
    }
    return "";
  }

  /** A label's value; empty where it has none. */
  public String label(String key) {
    return metadata.labels().getOrDefault(key, "");
  }

  /** What pods may request of {@code resource}: milli-units of a processor, bytes, or pieces. */
  public @Nullable Long allocatable(String resource) {
    return Amount.of(resource, status.allocatable().get(resource));
  }
}
