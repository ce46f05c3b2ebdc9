#include "http/work_queue.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace twotower {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class WorkQueueTest : public testing::Test {
 protected:
  void start(std::size_t max_size, milliseconds max_wait, std::size_t num_workers = 1) {
    queue_ = std::make_unique<WorkQueue>(num_workers, max_size, max_wait, waiting_);
    for (std::size_t i = 0; i < num_workers; ++i) {
      threads_.emplace_back([this] { queue_->work(); });
    }
  }
  // Has the worker do something of so long, and waits until it does.
  void occupy(milliseconds time) {
    std::atomic<bool> has_begun = false;
    ASSERT_TRUE(queue_->push([&, time](auto, bool) {
      has_begun = true;
      std::this_thread::sleep_for(time);
    }));
    while (!has_begun) std::this_thread::yield();
  }
  void end() {
    queue_->close();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  void TearDown() override { end(); }

  std::atomic<std::int64_t> waiting_ = 0;
  std::unique_ptr<WorkQueue> queue_;
  std::vector<std::thread> threads_;
};

TEST_F(WorkQueueTest, DoesAllInOrder) {
  start(100, seconds(10));
  std::vector<int> done;
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(queue_->push([&done, i](auto, bool is_late) {
      EXPECT_FALSE(is_late);
      done.push_back(i);
    }));
  }
  while (waiting_ > 0) std::this_thread::yield();
  end();
  ASSERT_EQ(done.size(), 50U);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(done[static_cast<std::size_t>(i)], i);
  EXPECT_EQ(waiting_, 0);
}

TEST_F(WorkQueueTest, HoldsSoMany) {
  start(3, seconds(10));
  occupy(milliseconds(100));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(queue_->push([](auto, bool) {}));
  EXPECT_EQ(waiting_, 3);
  EXPECT_FALSE(queue_->push([](auto, bool) {}));
}

TEST_F(WorkQueueTest, TakesNoMoreThanCanBeDoneInTime) {
  start(1000, milliseconds(200));
  for (int i = 0; i < 60; ++i) {  // it learns how long one takes
    while (!queue_->push([](auto, bool) { std::this_thread::sleep_for(milliseconds(10)); })) {
      std::this_thread::sleep_for(milliseconds(5));
    }
    while (waiting_ > 0) std::this_thread::sleep_for(milliseconds(1));
  }
  int taken = 0;
  std::atomic<int> late = 0;
  const auto one = [&late](auto, bool is_late) {
    late += is_late ? 1 : 0;
    if (!is_late) std::this_thread::sleep_for(milliseconds(10));
  };
  while (queue_->push(one)) ++taken;
  while (waiting_ > 0) std::this_thread::sleep_for(milliseconds(1));
  EXPECT_GE(taken, 5);  // 20 of 10 ms, where nobody else takes time
  EXPECT_LE(taken, 25);
  end();
  EXPECT_LE(late, taken / 2);
}

TEST_F(WorkQueueTest, WaitsForWhatTakesLonger) {
  start(1000, milliseconds(1));
  std::atomic<int> late = 0;
  for (int i = 0; i < 20; ++i) {  // one waits for another, always
    EXPECT_TRUE(queue_->push([&late](auto, bool is_late) {
      late += is_late ? 1 : 0;
      std::this_thread::sleep_for(milliseconds(20));
    }));
    while (waiting_ > 0) std::this_thread::sleep_for(milliseconds(1));
  }
  end();
  EXPECT_LT(late, 10);  // the first few, of which nobody knew how long they take
}

TEST_F(WorkQueueTest, SaysWhatHasWaitedTooLong) {
  start(1000, milliseconds(20));
  for (int i = 0; i < 5; ++i) occupy(milliseconds(0));
  occupy(milliseconds(300));  // which nobody could expect
  std::atomic<int> late = 0;
  int taken = 0;
  const auto end_at = WorkQueue::Clock::now() + milliseconds(100);
  while (WorkQueue::Clock::now() < end_at) {
    const bool is_taken = queue_->push([&late](auto waited, bool is_late) {
      EXPECT_GT(waited, milliseconds(40));
      late += is_late ? 1 : 0;
    });
    if (!is_taken) break;
    ++taken;
    std::this_thread::sleep_for(milliseconds(1));
  }
  EXPECT_LT(taken, 60);  // refused since the first has waited for 20 ms
  while (waiting_ > 0) std::this_thread::sleep_for(milliseconds(1));
  end();
  EXPECT_EQ(late, taken - 2);  // the last two hold up nobody
}

TEST_F(WorkQueueTest, TakesAndDoesAFewHoweverLongTheyWait) {
  start(1000, milliseconds(20));
  for (int i = 0; i < 5; ++i) occupy(milliseconds(0));
  occupy(milliseconds(200));
  std::atomic<int> done = 0;
  const auto one = [&done](auto /*waited*/, bool is_late) { done += is_late ? 0 : 1; };
  EXPECT_TRUE(queue_->push(one));
  std::this_thread::sleep_for(milliseconds(100));
  EXPECT_TRUE(queue_->push(one));
  EXPECT_FALSE(queue_->push(one));
  while (waiting_ > 0) std::this_thread::sleep_for(milliseconds(1));
  end();
  EXPECT_EQ(done, 2);
}

}  // namespace
}  // namespace twotower
