package io.kdiag.detector;

import io.kdiag.detector.api.NodeApi;
import io.kdiag.detector.api.NodeApiException;
import io.kdiag.detector.api.NodeCondition;
import io.kdiag.detector.api.NodeEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An API server that remembers what it is told, and fails when told to. */
final class FakeNodeApi implements NodeApi {
  final BlockingQueue<List<NodeCondition>> patches = new LinkedBlockingQueue<>();
  final Map<String, NodeEvent> events = new LinkedHashMap<>();
  final List<String> removed = new ArrayList<>();
  final List<NodeCondition> onNode = new ArrayList<>();
  int eventRequests;

  /** The status of each answer; 200: as asked. */
  volatile int status = 200;

  @Override
  public List<NodeCondition> conditions() throws NodeApiException {
    answer();
    return onNode;
  }

  @Override
  public void patch(List<NodeCondition> conditions) throws NodeApiException {
    answer();
    patches.add(conditions);
  }

  @Override
  public void remove(List<String> types) throws NodeApiException {
    answer();
    removed.addAll(types);
  }

  @Override
  public synchronized void event(NodeEvent event) throws NodeApiException {
    eventRequests++;
    answer();
    events.put(event.name(), event);
  }

  private void answer() throws NodeApiException {
    if (status != 200) {
      throw new NodeApiException("HTTP " + status, status);
    }
  }
}
