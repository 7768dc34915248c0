package io.kdiag.cli.evidence.kube;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a pod should be; also the part of a workload's template of that name. */
public record PodSpec(
    String nodeName,
    List<Container> initContainers,
    List<Container> containers,
    List<Volume> volumes,
    String restartPolicy,
    String serviceAccountName,
    boolean hostNetwork,
    String hostname,
    String subdomain,
    String dnsPolicy,
    @Nullable Long terminationGracePeriodSeconds,
    @Nullable Long activeDeadlineSeconds,
    Map<String, String> nodeSelector,
    @Nullable Affinity affinity,
    List<Toleration> tolerations,
    List<Spread> topologySpreadConstraints,
    String schedulerName,
    List<NameOnly> schedulingGates,
    String priorityClassName,
    @Nullable Integer priority,
    String runtimeClassName,
    Map<String, String> overhead,
    List<NameOnly> imagePullSecrets,
    List<Gate> readinessGates,
    Container.@Nullable SecurityContext securityContext) {
  public PodSpec {
    nodeName = Given.text(nodeName);
    initContainers = Given.list(initContainers);
    containers = Given.list(containers);
    volumes = Given.list(volumes);
    restartPolicy = Given.text(restartPolicy);
    serviceAccountName = Given.text(serviceAccountName);
    hostname = Given.text(hostname);
    subdomain = Given.text(subdomain);
    dnsPolicy = Given.text(dnsPolicy);
    nodeSelector = Given.map(nodeSelector);
    tolerations = Given.list(tolerations);
    topologySpreadConstraints = Given.list(topologySpreadConstraints);
    schedulerName = Given.text(schedulerName);
    schedulingGates = Given.list(schedulingGates);
    priorityClassName = Given.text(priorityClassName);
    runtimeClassName = Given.text(runtimeClassName);
    overhead = Given.map(overhead);
    imagePullSecrets = Given.list(imagePullSecrets);
    readinessGates = Given.list(readinessGates);
  }

  static PodSpec none() {
    return new PodSpec(
        "", List.of(), List.of(), List.of(), "", "", false, "", "", "", null, null, Map.of(), null,
        List.of(), List.of(), "", List.of(), "", null, "", Map.of(), List.of(), List.of(), null);
  }

  public record NameOnly(String name) {
    public NameOnly {
      name = Given.text(name);
    }
  }

  public record Gate(String conditionType) {
    public Gate {
      conditionType = Given.text(conditionType);
    }
  }

  /** An empty key with {@code Exists} tolerates all; an empty effect all effects. */
  public record Toleration(
      String key, String operator, String value, String effect, @Nullable Long tolerationSeconds) {
    public Toleration {
      key = Given.text(key);
      operator = Given.text(operator);
      value = Given.text(value);
      effect = Given.text(effect);
    }

    public boolean tolerates(Node.Taint taint) {
      boolean sameEffect = effect.isEmpty() || effect.equals(taint.effect());
      boolean exists = operator.equals("Exists");
      boolean sameKey = key.isEmpty() ? exists : key.equals(taint.key());
      return sameEffect && sameKey && (exists || value.equals(taint.value()));
    }
  }

  public record Spread(
      int maxSkew, String topologyKey, String whenUnsatisfiable, LabelSelector labelSelector) {
    public Spread {
      topologyKey = Given.text(topologyKey);
      whenUnsatisfiable = Given.text(whenUnsatisfiable);
      labelSelector = labelSelector == null ? LabelSelector.everything() : labelSelector;
    }
  }

  public record Affinity(
      @Nullable NodeAffinity nodeAffinity,
      @Nullable PodAffinity podAffinity,
      @Nullable PodAffinity podAntiAffinity) {}

  /** {@code required}, as it is called, is a volume's. */
  public record NodeAffinity(
      @JsonProperty("requiredDuringSchedulingIgnoredDuringExecution") @JsonAlias("required")
          @Nullable NodeSelector required) {}

  /** The terms are alternatives. */
  public record NodeSelector(List<NodeTerm> nodeSelectorTerms) {
    public NodeSelector {
      nodeSelectorTerms = Given.list(nodeSelectorTerms);
    }

    public boolean matches(Node node) {
      return nodeSelectorTerms.stream().anyMatch(term -> term.matches(node));
    }
  }

  /** All must hold; an empty term takes nothing. {@code matchFields} knows the name only. */
  public record NodeTerm(
      List<LabelSelector.Requirement> matchExpressions,
      List<LabelSelector.Requirement> matchFields) {
    public NodeTerm {
      matchExpressions = Given.list(matchExpressions);
      matchFields = Given.list(matchFields);
    }

    boolean matches(Node node) {
      Map<String, String> fields = Map.of("metadata.name", node.name());
      return !(matchExpressions.isEmpty() && matchFields.isEmpty())
          && matchExpressions.stream().allMatch(each -> each.holds(node.metadata().labels()))
          && matchFields.stream().allMatch(each -> each.holds(fields));
    }

    /** {@code disk in (ssd)} */
    public String text() {
      return new LabelSelector(Map.of(), matchExpressions).text();
    }
  }

  public record PodAffinity(
      @JsonProperty("requiredDuringSchedulingIgnoredDuringExecution") List<PodTerm> required) {
    public PodAffinity {
      required = Given.list(required);
    }
  }

  public record PodTerm(
      @Nullable LabelSelector labelSelector, List<String> namespaces, String topologyKey) {
    public PodTerm {
      namespaces = Given.list(namespaces);
      topologyKey = Given.text(topologyKey);
    }
  }
}
