X = 7
A = 1
<<<<<<< HEAD
O = 1
=======
T = 1
>>>>>>> branch
B = 1
