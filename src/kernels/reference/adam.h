#pragma once

#include <cmath>
#include <cstdint>

namespace twotower::reference {

// The definition for one weight, with its own step count.
template <typename T>
struct Adam {
  T learning_rate, beta1, beta2, epsilon;
  T weight{}, first{}, second{};

  void step(T grad, std::uint64_t number) {
    first = beta1 * first + (T{1} - beta1) * grad;
    second = beta2 * second + (T{1} - beta2) * grad * grad;
    const T n = static_cast<T>(number);
    const T unbiased_first = first / (T{1} - std::pow(beta1, n));
    const T unbiased_second = second / (T{1} - std::pow(beta2, n));
    weight -= learning_rate * unbiased_first / (std::sqrt(unbiased_second) + epsilon);
  }
};

}  // namespace twotower::reference
