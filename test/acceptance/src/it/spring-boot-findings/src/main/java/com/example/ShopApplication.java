package com.example;

import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.*;
import io.github.cdk8sovms.validation.NodeJs;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ShopApplication implements CommandLineRunner {
  public static void main(String[] args) {
    NodeJs.require();
    SpringApplication.run(ShopApplication.class, args);
  }

  @Override
  public void run(String... args) {
    Chart chart = new Chart(new App(), "shop");
    OvmsModelServer.Builder.create(chart, "busy")
        .image(OvmsImage.of("2026.3.1"))
        .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50")).streams(8))
        .resources(Resources.cpu("2").memory("2Gi"))
        .build();
    OvmsModelServer.Builder.create(chart, "resnet")
        .image(OvmsImage.of("latest"))
        .model(Model.of("resnet50", ModelSource.of("http://models/resnet50")).streams(0))
        .build();
  }
}
