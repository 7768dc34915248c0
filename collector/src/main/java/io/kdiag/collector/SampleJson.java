package io.kdiag.collector;

import com.google.gson.stream.JsonWriter;
import io.kdiag.collector.sample.OwnedCgroup;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.LoadAverage;
import io.kdiag.host.proc.Meminfo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The latest sample as JSON, for kdiag: seconds and bytes; what is absent or unknown is left out.
 *
 * <pre>{@code
 * {"apiVersion":"kdiag.io/v1","kind":"NodeSample","time":"2026-11-20T21:17:03Z","node":"k8s-node-1",
 *  "processors":2,"load":[0.13,0.2,0.18],"memory":{"totalBytes":25276502016,"availableBytes":23953072128},
 *  "cgroups":[{"id":"/kubepods/pod1/4a5b","namespace":"shop","pod":"web-0","podUid":"1","container":"web",
 *   "cpu":{"usageSeconds":7.2,"periods":120,"throttledPeriods":118,"throttledSeconds":9.4,"limitProcessors":0.5},
 *   "memory":{"usageBytes":131072,"workingSetBytes":90112,"limitBytes":33554432,"oomKills":1}}]}
 * }</pre>
 */
final class SampleJson {
  private final JsonWriter json;

  private SampleJson(JsonWriter json) {
    this.json = json;
  }

  static void write(String node, Sample sample, OutputStream out) throws IOException {
    JsonWriter json = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    json.setSerializeNulls(false);
    new SampleJson(json).sample(node, sample);
    json.flush();
  }

  private void sample(String node, Sample sample) throws IOException {
    json.beginObject();
    json.name("apiVersion").value("kdiag.io/v1").name("kind").value("NodeSample");
    json.name("time").value(sample.time().toString()).name("node").value(node);
    json.name("uptimeSeconds").value(sample.uptime().toMillis() / 1e3);
    if (sample.node().cpu() instanceof Reading.Present<CpuTimes>(CpuTimes cpu)) {
      json.name("processors").value(cpu.processors());
    }
    if (sample.node().load() instanceof Reading.Present<LoadAverage>(LoadAverage load)) {
      json.name("load").beginArray();
      json.value(load.one()).value(load.five()).value(load.fifteen()).endArray();
    }
    if (sample.node().memory() instanceof Reading.Present<Meminfo>(Meminfo memory)) {
      json.name("memory").beginObject().name("totalBytes").value(memory.totalBytes());
      json.name("availableBytes").value(memory.availableBytes()).endObject();
    }
    json.name("cgroups").beginArray();
    for (OwnedCgroup cgroup : sample.containers()) {
      cgroup(cgroup);
    }
    json.endArray().endObject();
  }

  private void cgroup(OwnedCgroup cgroup) throws IOException {
    json.beginObject().name("id").value(cgroup.usage().id().path());
    known("namespace", cgroup.owner().namespace());
    known("pod", cgroup.owner().pod());
    known("podUid", cgroup.owner().podUid());
    known("container", cgroup.owner().container());
    known("containerId", cgroup.usage().id().containerId());
    if (cgroup.usage().cpu() instanceof Reading.Present<CgroupUsage.Cpu>(CgroupUsage.Cpu cpu)) {
      cpu(cpu);
    }
    if (cgroup.usage().memory()
        instanceof Reading.Present<CgroupUsage.Memory>(CgroupUsage.Memory memory)) {
      memory(memory);
    }
    json.endObject();
  }

  private void known(String name, @Nullable String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      json.name(name).value(value);
    }
  }

  private void cpu(CgroupUsage.Cpu cpu) throws IOException {
    json.name("cpu").beginObject().name("usageSeconds").value(cpu.usageSeconds());
    json.name("periods").value(cpu.periods());
    json.name("throttledPeriods").value(cpu.throttledPeriods());
    json.name("throttledSeconds").value(cpu.throttledSeconds());
    json.name("limitProcessors").value(cpu.limitProcessors()).endObject();
  }

  private void memory(CgroupUsage.Memory memory) throws IOException {
    json.name("memory").beginObject().name("usageBytes").value(memory.usageBytes());
    json.name("workingSetBytes").value(memory.workingSetBytes());
    json.name("limitBytes").value(memory.limitBytes());
    json.name("oomKills").value(memory.oomKills()).endObject();
  }
}
