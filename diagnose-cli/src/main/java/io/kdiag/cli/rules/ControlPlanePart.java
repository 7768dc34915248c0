package io.kdiag.cli.rules;

import io.kdiag.detector.probe.ProbeResult.Kind;
import java.util.HashSet;
import java.util.Set;

/** The parts of the control plane, what asks them how they are, and who fails with whom. */
enum ControlPlanePart {
  ETCD("etcd", Kind.ETCD, "the cluster's state can neither be read nor changed"),
  API_SERVER(
      "kube-apiserver", Kind.API_SERVER, "nobody can talk to the cluster through this machine"),
  CONTROLLER_MANAGER(
      "kube-controller-manager",
      Kind.CONTROLLER_MANAGER,
      "unless another one leads, no lost pod is replaced and no rollout goes on"),
  SCHEDULER(
      "kube-scheduler",
      Kind.SCHEDULER,
      "unless another one leads, new pods stay Pending without a node");

  final String program;
  final Kind kind;
  final String effect;

  ControlPlanePart(String program, Kind kind, String effect) {
    this.program = program;
    this.kind = kind;
    this.effect = effect;
  }

  /**
   * The symptoms of this part's failure: the API server needs etcd, and the other two end when they
   * lose the API server.
   */
  static Set<String> explains(String object) {
    Set<String> symptoms = new HashSet<>();
    String program = object.substring(object.indexOf('/') + 1);
    if (program.equals(ETCD.program)) {
      add(symptoms, API_SERVER);
    }
    if (program.equals(ETCD.program) || program.equals(API_SERVER.program)) {
      add(symptoms, CONTROLLER_MANAGER);
      add(symptoms, SCHEDULER);
    }
    return symptoms;
  }

  private static void add(Set<String> symptoms, ControlPlanePart part) {
    for (String kind : new String[] {"component/", "static-pod/"}) {
      symptoms.add("ControlPlaneDown@" + kind + part.program);
      symptoms.add("ControlPlaneUnhealthy@" + kind + part.program);
    }
  }
}
