package io.kdiag.cli.evidence.kube;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of objects that are read, and where the API has them. */
public enum Kind {
  API_SERVICE("APIService", "apiservices", ApiService.class, "apiregistration.k8s.io/v1"),
  AUTOSCALER(
      "HorizontalPodAutoscaler",
      "horizontalpodautoscalers",
      Autoscaler.class,
      "autoscaling/v2",
      "autoscaling/v2beta2",
      "autoscaling/v1"),
  CERTIFICATE_REQUEST(
      "CertificateSigningRequest",
      "certificatesigningrequests",
      CertificateRequest.class,
      "certificates.k8s.io/v1"),
  CLAIM("PersistentVolumeClaim", "persistentvolumeclaims", Claim.class, "v1"),
  COMPONENT_STATUS("ComponentStatus", "componentstatuses", ComponentStatus.class, "v1"),
  CONFIG_MAP("ConfigMap", "configmaps", ConfigMap.class, "v1"),
  CRON_JOB("CronJob", "cronjobs", CronJob.class, "batch/v1", "batch/v1beta1"),
  DAEMON_SET("DaemonSet", "daemonsets", DaemonSet.class, "apps/v1"),
  DEPLOYMENT("Deployment", "deployments", Deployment.class, "apps/v1"),
  DISRUPTION_BUDGET(
      "PodDisruptionBudget",
      "poddisruptionbudgets",
      DisruptionBudget.class,
      "policy/v1",
      "policy/v1beta1"),
  ENDPOINTS("Endpoints", "endpoints", Endpoints.class, "v1"),
  ENDPOINT_SLICE(
      "EndpointSlice",
      "endpointslices",
      EndpointSlice.class,
      "discovery.k8s.io/v1",
      "discovery.k8s.io/v1beta1"),
  EVENT("Event", "events", Event.class, "v1"),
  INGRESS(
      "Ingress", "ingresses", Ingress.class, "networking.k8s.io/v1", "networking.k8s.io/v1beta1"),
  INGRESS_CLASS(
      "IngressClass",
      "ingressclasses",
      IngressClass.class,
      "networking.k8s.io/v1",
      "networking.k8s.io/v1beta1"),
  JOB("Job", "jobs", Job.class, "batch/v1"),
  LEASE("Lease", "leases", Lease.class, "coordination.k8s.io/v1"),
  LIMIT_RANGE("LimitRange", "limitranges", LimitRange.class, "v1"),
  MUTATING_WEBHOOKS(
      "MutatingWebhookConfiguration",
      "mutatingwebhookconfigurations",
      MutatingWebhooks.class,
      "admissionregistration.k8s.io/v1"),
  NAMESPACE("Namespace", "namespaces", Namespace.class, "v1"),
  NETWORK_POLICY("NetworkPolicy", "networkpolicies", NetworkPolicy.class, "networking.k8s.io/v1"),
  NODE("Node", "nodes", Node.class, "v1"),
  POD("Pod", "pods", Pod.class, "v1"),
  PRIORITY_CLASS("PriorityClass", "priorityclasses", PriorityClass.class, "scheduling.k8s.io/v1"),
  REPLICA_SET("ReplicaSet", "replicasets", ReplicaSet.class, "apps/v1"),
  RESOURCE_QUOTA("ResourceQuota", "resourcequotas", ResourceQuota.class, "v1"),
  RUNTIME_CLASS(
      "RuntimeClass",
      "runtimeclasses",
      RuntimeClass.class,
      "node.k8s.io/v1",
      "node.k8s.io/v1beta1"),
  SECRET("Secret", "secrets", Secret.class, "v1"),
  SERVICE("Service", "services", Service.class, "v1"),
  SERVICE_ACCOUNT("ServiceAccount", "serviceaccounts", ServiceAccount.class, "v1"),
  STATEFUL_SET("StatefulSet", "statefulsets", StatefulSet.class, "apps/v1"),
  STORAGE_CLASS("StorageClass", "storageclasses", StorageClass.class, "storage.k8s.io/v1"),
  VALIDATING_WEBHOOKS(
      "ValidatingWebhookConfiguration",
      "validatingwebhookconfigurations",
      ValidatingWebhooks.class,
      "admissionregistration.k8s.io/v1"),
  VOLUME("PersistentVolume", "persistentvolumes", PersistentVolume.class, "v1"),
  VOLUME_ATTACHMENT(
      "VolumeAttachment", "volumeattachments", VolumeAttachment.class, "storage.k8s.io/v1");

  private final String kindName;
  private final String plural;
  private final Class<? extends KubeObject> type;
  private final String versions;

  Kind(String kindName, String plural, Class<? extends KubeObject> type, String... versions) {
    this.kindName = kindName;
    this.plural = plural;
    this.type = type;
    this.versions = String.join(" ", versions);
  }

  /** As in an object's field {@code kind}: {@code ReplicaSet}. */
  public String kindName() {
    return kindName;
  }

  /** As in the API's paths: {@code replicasets}. */
  public String plural() {
    return plural;
  }

  public Class<? extends KubeObject> type() {
    return type;
  }

  /** Group and version ({@code apps/v1}, {@code v1}), the newest first. */
  public List<String> versions() {
    return List.of(versions.split(" ", -1));
  }

  /** The resource as {@code kubectl auth can-i} names it: {@code deployments.apps}. */
  public String resource() {
    String version = versions().getFirst();
    int slash = version.indexOf('/');
    return slash < 0 ? plural : plural + "." + version.substring(0, slash);
  }

  /** What findings call one: {@code pod/shop/cart-0}; without a namespace {@code node/name}. */
  public String object(String namespace, String name) {
    return object(kindName, namespace, name);
  }

  static String object(String kindName, String namespace, String name) {
    boolean none = namespace.isEmpty() || kindName.equals("Node");
    return kindName.toLowerCase(Locale.ROOT) + "/" + (none ? "" : namespace + "/") + name;
  }

  /** Null where that kind is not read. */
  public static @Nullable Kind named(String kindName) {
    for (Kind kind : values()) {
      if (kind.kindName.equals(kindName)) {
        return kind;
      }
    }
    return null;
  }
}
