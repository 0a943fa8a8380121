// Command replicas tells how many pods a HorizontalPodAutoscaler asks for, worked out by the code of Kubernetes: once of
// the values of its pods, as it has them from a metrics adapter, and once of their total, as it has it from KEDA.
//
// It reads situations as JSON, one in a line, and writes two numbers for each: those of pods and of the total. What has no
// value is "-". With the argument "sequences" it runs the controller over time, for all kinds of metrics: see runSequences.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"reflect"
	"time"
	"unsafe"

	autoscaling "k8s.io/api/autoscaling/v2"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/controller/podautoscaler"
	"k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
)

const namespace = "serving"

// situation is what an autoscaler finds. All values are in thousandths.
type situation struct {
	// Values are those of running pods that have one.
	Values []int64 `json:"values"`
	// Missing is how many run without a value.
	Missing int `json:"missing"`
	// Pending is how many do not run yet.
	Pending int `json:"pending"`
	// Ending are the values of pods that are being deleted.
	Ending []int64 `json:"ending"`
	// Total is the load of all pods; none if there is no answer.
	Total     *int64  `json:"total"`
	Target    int64   `json:"target"`
	Tolerance float64 `json:"tolerance"`
}

func main() {
	log.SetFlags(0)
	mode := run
	if len(os.Args) > 1 && os.Args[1] == "sequences" {
		mode = runSequences
	}
	if err := mode(os.Stdin, os.Stdout); err != nil {
		log.Fatal("replicas: ", err)
	}
}

func run(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var found situation
		if err := json.Unmarshal(lines.Bytes(), &found); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(out, text(found.ofPods()), text(found.ofTotal())); err != nil {
			return err
		}
	}
	return lines.Err()
}

func text(replicas int32, err error) string {
	if err != nil {
		return "-"
	}
	return fmt.Sprint(replicas)
}

func (s situation) ofPods() (int32, error) {
	replicas, _, _, err := s.calculator().GetMetricReplicas(
		s.replicas(), s.Target, "", s.tolerances(), namespace, labels.Everything(), labels.Everything())
	return replicas, err
}

func (s situation) ofTotal() (int32, error) {
	replicas, _, _, err := s.calculator().GetExternalPerPodMetricReplicas(
		s.replicas(), s.Target, "", s.tolerances(), namespace, &meta.LabelSelector{})
	return replicas, err
}

// replicas counts as a Deployment does, which leaves out pods that are being deleted.
func (s situation) replicas() int32 {
	return int32(len(s.Values) + s.Missing + s.Pending)
}

// tolerances are in fields that only their own package can set.
func (s situation) tolerances() podautoscaler.Tolerances {
	var tolerances podautoscaler.Tolerances
	fields := reflect.ValueOf(&tolerances).Elem()
	for i := range fields.NumField() {
		*(*float64)(unsafe.Pointer(fields.Field(i).UnsafeAddr())) = s.Tolerance
	}
	return tolerances
}

func (s situation) calculator() *podautoscaler.ReplicaCalculator {
	client := answers{pods: metrics.PodMetricsInfo{}, total: s.Total}
	pods := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	add := func(phase core.PodPhase, ends bool) string {
		name := fmt.Sprint("pod-", len(pods.ListKeys()))
		pod := &core.Pod{ObjectMeta: meta.ObjectMeta{Namespace: namespace, Name: name}, Status: core.PodStatus{Phase: phase}}
		if ends {
			pod.DeletionTimestamp = &meta.Time{Time: time.Now()}
		}
		if err := pods.Add(pod); err != nil {
			log.Fatal(err)
		}
		return name
	}
	for _, value := range s.Values {
		client.pods[add(core.PodRunning, false)] = metrics.PodMetric{Value: value}
	}
	for _, value := range s.Ending {
		client.pods[add(core.PodRunning, true)] = metrics.PodMetric{Value: value}
	}
	for range s.Missing {
		add(core.PodRunning, false)
	}
	for range s.Pending {
		add(core.PodPending, false)
	}
	return podautoscaler.NewReplicaCalculator(client, listers.NewPodLister(pods), 5*time.Minute, 30*time.Second)
}

// answers are those of the metrics APIs.
type answers struct {
	pods  metrics.PodMetricsInfo
	total *int64
}

func (a answers) GetRawMetric(string, string, labels.Selector, labels.Selector) (metrics.PodMetricsInfo, time.Time, error) {
	if len(a.pods) == 0 {
		return nil, time.Time{}, errors.New("no metrics returned from custom metrics API")
	}
	return a.pods, time.Now(), nil
}

func (a answers) GetExternalMetric(string, string, labels.Selector) ([]int64, time.Time, error) {
	if a.total == nil {
		return nil, time.Time{}, errors.New("no metrics returned from external metrics API")
	}
	return []int64{*a.total}, time.Now(), nil
}

func (answers) GetResourceMetric(context.Context, core.ResourceName, string, labels.Selector, string) (metrics.PodMetricsInfo, time.Time, error) {
	return nil, time.Time{}, errors.ErrUnsupported
}

func (answers) GetObjectMetric(string, string, *autoscaling.CrossVersionObjectReference, labels.Selector) (int64, time.Time, error) {
	return 0, time.Time{}, errors.ErrUnsupported
}
