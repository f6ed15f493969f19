"""The music model: ACE-Step 1.5's parts from diffusers, and a loop that makes both takes of a pair at once."""
