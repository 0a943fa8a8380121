package io.github.cdk8sovms.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cdk8sovms.kit.Dashboards;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardPictureTest {
  private static final String RECORD =
      "run QuickstartTest with -Dscenarios.publish, as docs/control-plane.md describes";

  @Test
  void pictureIsThatOfTheDashboardAndItsRecording() {
    Golden.check(DashboardPicture.PICTURE, DashboardPicture.draw());
  }

  @Test
  void everyPanelOfTheDashboardWasRecorded() {
    List<String> panels = new ArrayList<>();
    Dashboards.rows(Manifest.parse(Repository.read(DashboardPicture.DASHBOARD)))
        .forEach(
            (row, drawn) ->
                drawn.forEach(
                    panel -> panels.add(DashboardSeries.panel(row, panel.get("title").asText()))));

    assertThat(DashboardSeries.parse(Repository.read(DashboardPicture.SERIES)).panels())
        .as(RECORD)
        .containsKeys(panels.toArray(String[]::new));
  }

  @Test
  void aNumberIsTheLastValueOnTheColorOfItsThreshold() {
    String stat =
        """
        {"type": "stat", "title": "Load", "gridPos": {"h": 4, "w": 5, "x": 0, "y": 1},
         "fieldConfig": {"defaults": {"unit": "percentunit", "thresholds": {"steps": [
           {"color": "green", "value": null}, {"color": "red", "value": 1.0}]}}, "overrides": []},
         "options": {"colorMode": "background"}}""";

    assertThat(draw(stat, "{\"all\": [0.5, null, 1.25]}")).contains(">125%<", "#e02f44");
    assertThat(draw(stat, "{\"all\": [1.25, 0.5], \"ended\": [7, null]}"))
        .contains(">50%<", "#56a64b")
        .doesNotContain("ended");
    assertThat(draw(stat, "{\"all\": [1, null, null]}")).contains(">No data<");
  }

  @Test
  void aLineHasAGapWhereNoValueWas() {
    String lines =
        """
        {"type": "timeseries", "title": "Load", "gridPos": {"h": 8, "w": 8, "x": 0, "y": 1},
         "fieldConfig": {"defaults": {"unit": "s"}, "overrides": [
           {"matcher": {"id": "byName", "options": "target"}, "properties": [
             {"id": "color", "value": {"fixedColor": "red"}},
             {"id": "custom.lineStyle", "value": {"fill": "dash"}}]}]}}""";

    String picture = draw(lines, "{\"a\": [0.5, null, 0.25, 0.5], \"target\": [1, 1, 1, 1]}");

    assertThat(picture.lines().filter(line -> line.contains("stroke=\"#0072b2\""))).hasSize(2);
    assertThat(picture.lines().filter(line -> line.contains("<polyline stroke=\"#e02f44\"")))
        .singleElement()
        .asString()
        .contains("stroke-dasharray");
    assertThat(picture).contains(">200 ms<", ">1 s<");
  }

  @Test
  void aHeatmapShowsTheRequestsOfEachBucketAlone() {
    String heatmap =
        "{\"type\": \"heatmap\", \"title\": \"Load\", \"gridPos\": {\"h\": 8, \"w\": 8, \"x\": 0, \"y\": 1}}";

    String picture =
        draw(
            heatmap,
            "{\"+Inf\": [9, 9], \"100000\": [4, 0], \"180000\": [4, 9], \"60000\": [0, 0]}");

    assertThat(picture.lines().filter(line -> line.contains("opacity="))).hasSize(2);
    assertThat(picture).contains(">100 ms<", ">180 ms<").doesNotContain(">60 ms<");
  }

  @Test
  void aPanelOfAnotherKindIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                draw(
                    "{\"type\": \"table\", \"title\": \"Load\", \"gridPos\": {\"h\": 8, \"w\": 8, \"x\": 0, \"y\": 1}}",
                    "{}"))
        .withMessage("no picture of a \"table\"");
  }

  @ParameterizedTest
  @CsvSource({
    "none, 3, 3",
    "none, 0.333333, 0.333",
    "s, 0.2, 200 ms",
    "s, 0, 0 s",
    "s, 12.34, 12.3 s",
    "percentunit, 0.031, 3.1%",
    "reqps, 59.96, 60 req/s",
    "bytes, 734003200, 700 MiB",
  })
  void valuesHaveTheUnitOfTheirPanel(String unit, double value, String text) {
    assertThat(GrafanaUnit.of(unit).text(value)).isEqualTo(text);
  }

  private static String draw(String panel, String series) {
    return DashboardPicture.draw(
        "{\"title\": \"Test\", \"annotations\": {\"list\": []}, \"panels\": [{\"type\": \"row\", \"title\": \"Row\", \"gridPos\": {\"h\": 1, \"w\": 24, \"x\": 0, \"y\": 0}}, "
            + panel
            + "]}",
        "{\"step\": 5, \"panels\": {\"Row / Load\": " + series + "}}");
  }
}
