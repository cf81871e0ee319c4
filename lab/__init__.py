"""A data centre on one machine: hosts that Ansible reaches by SSH, and what is compiled and packed for them."""
