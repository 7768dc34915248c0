package io.kdiag.cli.scale;

import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * The objects of a cluster of so many nodes and pods: 30 pods a Deployment, ten Deployments a
 * namespace, a Service each. One pod in a thousand crashes, one node in 250 is not ready.
 */
final class LargeCluster {
  private static final int PODS_OF_ONE = 30;
  private static final int AT_ONCE = 24;

  private final PrivateApiServer server;
  private final int nodes;
  private final int pods;

  LargeCluster(PrivateApiServer server, int nodes, int pods) {
    this.server = server;
    this.nodes = nodes;
    this.pods = pods;
  }

  void make() throws InterruptedException {
    int workloads = (pods + PODS_OF_ONE - 1) / PODS_OF_ONE;
    each((workloads + 9) / 10, this::namespace);
    each(nodes, this::node);
    each(workloads, this::workload);
    each(pods, this::pod);
  }

  private static void each(int count, IntConsumer action) throws InterruptedException {
    Semaphore atOnce = new Semaphore(AT_ONCE);
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count && failure.get() == null; i++) {
        int number = i;
        atOnce.acquire();
        threads.execute(
            () -> {
              try {
                action.accept(number);
              } catch (RuntimeException e) {
                failure.set(e);
              } finally {
                atOnce.release();
              }
            });
      }
    }
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  static String namespaceOf(int workload) {
    return "team-" + workload / 10;
  }

  private void namespace(int number) {
    server.send(
        "POST", "/api/v1/namespaces", "{\"metadata\": {\"name\": \"team-%d\"}}".formatted(number));
  }

  private void node(int number) {
    boolean ready = number % 250 != 7;
    String json =
        """
        {"metadata": {"name": "node-%1$d", "labels": {"kubernetes.io/hostname": "node-%1$d",
          "topology.kubernetes.io/zone": "zone-%2$d", "node.kubernetes.io/instance-type": "m5.xlarge"}},
         "spec": {"podCIDR": "10.%3$d.%4$d.0/24", "providerID": "aws:///eu/i-%1$d"},
         "status": {"capacity": {"cpu": "8", "memory": "32Gi", "pods": "110"},
          "allocatable": {"cpu": "7800m", "memory": "30Gi", "pods": "110"},
          "addresses": [{"type": "InternalIP", "address": "10.0.%3$d.%4$d"}],
          "conditions": [
           {"type": "MemoryPressure", "status": "False", "reason": "KubeletHasSufficientMemory", "message": "kubelet has sufficient memory available"},
           {"type": "DiskPressure", "status": "False", "reason": "KubeletHasNoDiskPressure", "message": "kubelet has no disk pressure"},
           {"type": "PIDPressure", "status": "False", "reason": "KubeletHasSufficientPID", "message": "kubelet has sufficient PID available"},
           {"type": "Ready", "status": "%5$s", "reason": "KubeletReady", "message": "%6$s"}],
          "images": [%7$s],
          "nodeInfo": {"kubeletVersion": "v1.20.2", "osImage": "Debian GNU/Linux 12 (bookworm)", "kernelVersion": "6.1.0",
           "containerRuntimeVersion": "containerd://1.6.20", "architecture": "amd64", "operatingSystem": "linux",
           "machineID": "x", "systemUUID": "x", "bootID": "x", "kubeProxyVersion": "v1.20.2"}}}
        """
            .formatted(
                number,
                number % 3,
                number / 250,
                number % 250,
                ready ? "True" : "False",
                ready ? "kubelet is posting ready status" : "container runtime is down",
                images());
    server.send("POST", "/api/v1/nodes", json);
    server.send("PUT", "/api/v1/nodes/node-" + number + "/status", json);
  }

  /** kubelet tells of up to fifty images: most of a node's object. */
  private static String images() {
    StringBuilder images = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      images
          .append(i == 0 ? "" : ", ")
          .append("{\"names\": [\"registry.example/team/app-")
          .append(i)
          .append(
              "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"],"
                  + " \"sizeBytes\": 123456789}");
    }
    return images.toString();
  }

  private void workload(int number) {
    String namespace = namespaceOf(number);
    String path = "/apis/apps/v1/namespaces/" + namespace;
    String selector = "{\"matchLabels\": {\"app\": \"app-%d\"}}".formatted(number);
    String template =
        "{\"metadata\": {\"labels\": {\"app\": \"app-%d\"}}, \"spec\": %s}"
            .formatted(number, podSpec(number, ""));
    server.send(
        "POST",
        path + "/deployments",
        "{\"metadata\": {\"name\": \"app-%d\"}, \"spec\": {\"replicas\": %d, \"selector\": %s, \"template\": %s}}"
            .formatted(number, PODS_OF_ONE, selector, template));
    server.send(
        "POST",
        path + "/replicasets",
        """
        {"metadata": {"name": "app-%1$d-5d8f9", "ownerReferences": [{"apiVersion": "apps/v1", "kind": "Deployment",
          "name": "app-%1$d", "uid": "u-%1$d", "controller": true}]},
         "spec": {"replicas": %2$d, "selector": %3$s, "template": %4$s}}
        """
            .formatted(number, PODS_OF_ONE, selector, template));
    server.send(
        "POST",
        "/api/v1/namespaces/" + namespace + "/services",
        "{\"metadata\": {\"name\": \"app-%1$d\"}, \"spec\": {\"selector\": {\"app\": \"app-%1$d\"}, \"ports\": [{\"port\": 80, \"targetPort\": 8080}]}}"
            .formatted(number));
  }

  private static String podSpec(int workload, String node) {
    return """
    {"nodeName": "%2$s", "containers": [{"name": "main", "image": "registry.example/team/app-%1$d:1.2.3", "ports": [{"containerPort": 8080, "name": "http"}],
      "env": [{"name": "DB_HOST", "value": "db.team-%1$d.svc.cluster.local:5432"}, {"name": "JAVA_OPTS", "value": "-Xmx512m -XX:+UseG1GC -Dfoo=bar"},
       {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "app-%1$d", "key": "password"}}}],
      "resources": {"requests": {"cpu": "100m", "memory": "256Mi"}, "limits": {"memory": "512Mi"}},
      "livenessProbe": {"httpGet": {"path": "/healthz", "port": "http"}}, "readinessProbe": {"httpGet": {"path": "/ready", "port": "http"}},
      "volumeMounts": [{"name": "config", "mountPath": "/etc/app"}]},
     {"name": "sidecar", "image": "registry.example/mesh/proxy:9", "resources": {"requests": {"cpu": "10m", "memory": "64Mi"}}}],
     "volumes": [{"name": "config", "configMap": {"name": "app-%1$d"}}]}
    """
        .formatted(workload, node);
  }

  private void pod(int number) {
    int workload = number / PODS_OF_ONE;
    boolean crashing = number % 1000 == 500;
    String name =
        "app-%d-5d8f9-%s"
            .formatted(workload, Integer.toString(number + 46656, 36).toLowerCase(Locale.ROOT));
    String waiting =
        "{\"waiting\": {\"reason\": \"CrashLoopBackOff\", \"message\": \"back-off 5m0s restarting"
            + " failed container\"}}";
    String running = "{\"running\": {\"startedAt\": \"2026-01-02T03:04:05Z\"}}";
    String json =
        """
        {"metadata": {"name": "%1$s", "labels": {"app": "app-%2$d", "pod-template-hash": "5d8f9"},
          "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "app-%2$d-5d8f9", "uid": "r-%2$d", "controller": true}]},
         "spec": %3$s,
         "status": {"phase": "Running", "podIP": "10.1.2.3", "hostIP": "10.0.0.1", "startTime": "2026-01-02T03:04:00Z", "qosClass": "Burstable",
          "conditions": [{"type": "Initialized", "status": "True", "lastTransitionTime": "2026-01-02T03:04:00Z"},
           {"type": "Ready", "status": "%4$s", "lastTransitionTime": "2026-01-02T03:04:05Z"},
           {"type": "ContainersReady", "status": "%4$s", "lastTransitionTime": "2026-01-02T03:04:05Z"},
           {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-01-02T03:04:00Z"}],
          "containerStatuses": [{"name": "main", "ready": %5$s, "restartCount": %6$d, "image": "registry.example/team/app-%2$d:1.2.3",
            "imageID": "registry.example/team/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "state": %7$s, "lastState": {}},
           {"name": "sidecar", "ready": true, "restartCount": 0, "image": "registry.example/mesh/proxy:9", "imageID": "x", "state": %8$s, "lastState": {}}]}}
        """
            .formatted(
                name,
                workload,
                podSpec(workload, "node-" + number % nodes),
                crashing ? "False" : "True",
                !crashing,
                crashing ? 12 : 0,
                crashing ? waiting : running,
                running);
    String path = "/api/v1/namespaces/" + namespaceOf(workload) + "/pods";
    server.send("POST", path, json);
    server.send("PUT", path + "/" + name + "/status", json);
  }
}
