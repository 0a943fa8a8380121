package io.github.cdk8sovms.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class TimelinePictureTest {
  private static final String HEADLINE = "Ours scales";

  /** Starts at 100 s; ten minutes, of which the picture shows ten. */
  private static final String SCALED =
      """
      seconds,offered,answered,late,pods,mean_ratio,desired,ratios
      100,20,20,0,1,0.5,1,a=0.5
      400,40,30,10,1,2.0,2,a=2.0
      700,40,40,,2,1.0,2,a=1 b=1
      """;

  private static final String STUCK =
      """
      seconds,offered,answered,late,pods,mean_ratio
      0,20,20,0,1,0.5
      600,80,20,20,1,1
      """;

  @Test
  void linesAreWhereTheirValuesAre() throws Exception {
    Document picture = picture(Map.of("ours", SCALED));

    assertThat(points(picture, "#0072b2", 0))
        .as("0.5, 2 and 1 of 2, over ten minutes")
        .isEqualTo("0.0,90.0 200.0,0.0 400.0,60.0");
    assertThat(points(picture, "#009e73", 0))
        .as("of 40")
        .isEqualTo("0.0,60.0 200.0,30.0 400.0,0.0");
  }

  @Test
  void replicasAreSteps() throws Exception {
    assertThat(points(picture(Map.of("ours", SCALED)), "#0072b2", 1))
        .isEqualTo("0.0,60.0 200.0,60.0 400.0,60.0 400.0,0.0");
  }

  @Test
  void aMissingValueIsLeftOut() throws Exception {
    assertThat(points(picture(Map.of("ours", SCALED)), "#d55e00", 1))
        .isEqualTo("0.0,120.0 200.0,90.0");
  }

  @Test
  void theTargetIsALineAcross() throws Exception {
    Element target =
        elements(picture(Map.of("ours", SCALED)), "line")
            .filter(line -> line.getAttribute("class").equals("target"))
            .findFirst()
            .orElseThrow();

    assertThat(target.getAttribute("y1")).isEqualTo("60.0").isEqualTo(target.getAttribute("y2"));
  }

  @Test
  void scenariosSideBySideHaveOneScale() throws Exception {
    Map<String, String> both = new LinkedHashMap<>();
    both.put("as published, < 2024.5", STUCK);
    both.put("ours", SCALED);

    Document picture = picture(both);

    assertThat(points(picture, "#009e73", 0)).as("20 of 80").isEqualTo("0.0,90.0 400.0,90.0");
    assertThat(points(picture, "#009e73", 1)).startsWith("0.0,90.0");
    assertThat(elements(picture, "text").map(Element::getTextContent))
        .contains("as published, < 2024.5", "ours", "10 min", "desired", HEADLINE);
  }

  @Test
  void theSameSamplesGiveTheSameBytesInAnyLanguage() {
    String here = TimelinePicture.draw(HEADLINE, Map.of("ours", SCALED), 1);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(TimelinePicture.draw(HEADLINE, Map.of("ours", SCALED), 1)).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.2, 5, 1.0",
    "2, 0.5, 4, 2.0",
    "3, 0.5, 6, 3.0",
    "7, 2, 4, 8",
    "40, 10, 4, 40",
    "60, 10, 6, 60",
    "61, 20, 4, 80",
    "0.03, 0.005, 6, 0.030",
  })
  void marksAreRoundNumbersThatTheHighestValueFitsBelow(
      double highest, double step, long steps, String last) {
    Axis axis = Axis.upTo(highest);

    assertThat(axis.step()).isEqualTo(step, org.assertj.core.api.Assertions.within(1e-12));
    assertThat(axis.marks()).hasSize((int) steps + 1);
    assertThat(axis.label(axis.end())).isEqualTo(last);
  }

  @Test
  void countsHaveMarksAtIntegersOnly() {
    assertThat(Axis.ofCounts(3).marks()).containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThat(Axis.ofCounts(12).marks()).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0);
  }

  @Test
  void timeEndsWithTheLastSample() {
    Axis minutes = Axis.endingAt(15.2);

    assertThat(minutes.marks()).containsExactly(0.0, 5.0, 10.0, 15.0);
    assertThat(minutes.part(15.2)).isEqualTo(1);
  }

  @Test
  void samplesWithoutTimeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.parse("offered,late\n1,2\n"))
        .withMessage("no column seconds in [offered, late]");
  }

  private static Document picture(Map<String, String> files) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(TimelinePicture.draw(HEADLINE, files, 1))));
  }

  private static String points(Document picture, String color, int index) {
    return elements(picture, "polyline")
        .filter(line -> line.getAttribute("stroke").equals(color))
        .skip(index)
        .findFirst()
        .orElseThrow()
        .getAttribute("points");
  }

  private static Stream<Element> elements(Document picture, String name) {
    return IntStream.range(0, picture.getElementsByTagName(name).getLength())
        .mapToObj(i -> (Element) picture.getElementsByTagName(name).item(i));
  }
}
