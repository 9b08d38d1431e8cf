"""What is shown of an answer, a clause or the policy, whoever shows it: plain values, pages and files to take away."""
