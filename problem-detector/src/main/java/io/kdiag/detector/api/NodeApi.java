package io.kdiag.detector.api;

import java.util.List;

/**
 * What the detector asks of and tells the API server about one node. Each call is one attempt,
 * bounded in time; whoever calls decides whether and when to try again.
 */
public interface NodeApi {

  /** The node's conditions as the API server has them. */
  List<NodeCondition> conditions() throws NodeApiException;

  /** Sets these conditions and leaves the node's others as they are. */
  void patch(List<NodeCondition> conditions) throws NodeApiException;

  /** Takes the conditions of these types off the node. */
  void remove(List<String> types) throws NodeApiException;

  /** Creates the event; where there is one of its name already, its count, time and message. */
  void event(NodeEvent event) throws NodeApiException;
}
