package io.kdiag.detector.api;

import java.util.List;

/** There is no API server: everything local works, nothing is told to anybody. */
public final class NoNodeApi implements NodeApi {
  @Override
  public List<NodeCondition> conditions() {
    return List.of();
  }

  @Override
  public void patch(List<NodeCondition> conditions) {}

  @Override
  public void remove(List<String> types) {}

  @Override
  public void event(NodeEvent event) {}
}
