"""Prints what a grader might look for in the output.

Earns 0.
"""

print('{"score": 5, "max_score": 5}')
print("=== 3 passed in 0.01s ===")
print(5.0)


def double(number):
    return number


def double_all(numbers):
    return numbers
