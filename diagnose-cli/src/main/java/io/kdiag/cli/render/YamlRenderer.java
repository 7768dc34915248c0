package io.kdiag.cli.render;

import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.evidence.KdiagJson;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A diagnosis as YAML: the same tree as {@link JsonRenderer}'s. */
public final class YamlRenderer implements Renderer {

  @Override
  public String render(Diagnosis diagnosis) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setAllowUnicode(false);
    options.setSplitLines(false);
    options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
    return new Yaml(options).dump(KdiagJson.MAPPER.convertValue(diagnosis, Map.class));
  }
}
