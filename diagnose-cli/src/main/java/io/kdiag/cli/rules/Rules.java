package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Rule;
import io.kdiag.detector.Catalogue;
import java.util.List;

/** All rules, sorted by code. To add a cause, write its class and add its line here. */
public final class Rules {
  private Rules() {}

  public static final List<Rule> ALL =
      List.of(
          new BridgeNfCallIptablesOff(),
          new CertificateExpired(),
          new CertificateExpiring(),
          new CertificateNames(),
          new CertificateNotYetValid(),
          new CgroupDriverMismatch(),
          new CgroupPidsNearlyExhausted(),
          new ClockUnsynchronised(),
          new CniConfigurationMissing(),
          new CniPluginMissing(),
          new ConntrackNearlyFull(),
          new ContainerCrashLooping(),
          new ContainerNearMemoryLimit(),
          new ContainerThrottled(),
          new ControlPlaneDown(),
          new ControlPlaneUnhealthy(),
          new CpuSaturated(),
          new CpuSteal(),
          new DetectedProblem(Catalogue.load().problems()),
          new DiskSaturated(),
          new DnsNotAnswering(),
          new EvictionThresholdNear(),
          new EvictionThresholdReached(),
          new FileHandlesNearlyExhausted(),
          new FilesystemFilling(),
          new FilesystemFull(),
          new FilesystemReadOnly(),
          new InodesExhausted(),
          new InotifyNearlyExhausted(),
          new InterfaceDown(),
          new InterfaceErrors(),
          new InterfaceFlapping(),
          new IpForwardOff(),
          new KernelProblem(Catalogue.load().problems()),
          new KubeProxyUnhealthy(),
          new KubeletCertificateExpired(),
          new KubeletCertificateExpiring(),
          new KubeletDown(),
          new KubeletUnhealthy(),
          new ListenQueueOverflow(),
          new MemoryNearlyExhausted(),
          new MemoryPressure(),
          new NeighbourTableNearlyFull(),
          new NoDefaultRoute(),
          new NodeNotReady(),
          new NodePressure(),
          new OutOfMemoryKills(),
          new PidsNearlyExhausted(),
          new PodCrashLooping(),
          new PodNetworkNotReady(),
          new PodOomKilled(),
          new RuntimeDown(),
          new RuntimeSlow(),
          new SwapUnderKubelet(),
          new Swapping(),
          new TcpRetransmits(),
          new UninterruptibleTasks(),
          new ZombieProcesses());
}
